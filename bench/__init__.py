"""The figures: one file each, beside a peer in the same run, since machines differ. Run by `./spotter bench`."""
