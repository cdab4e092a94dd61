"""Arabic writing: folding, words, clitics, sentences, numbers."""
