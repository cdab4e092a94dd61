"""A run over many files: input in shards, every shard annotated into one Parquet file, and what holds across them.

plan (what the shards are) → task (one shard, on whatever machine) → manifest (what is finished) → dataset
(articles, and relations across them), which `khabar sql` asks and a ledger is filled from. docs/scale.md.
"""
