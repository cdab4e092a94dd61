"""The layers that are read out of one article: body, names, times, naming, attributions, events.

One module a layer; pure functions of an article and packs, without files or network. (The room is
called `layers` and not `annotate`, because `khabar.annotate` is the function.)
"""
