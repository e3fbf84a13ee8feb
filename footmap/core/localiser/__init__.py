"""The localiser: paint and clues against the sites of the anatomy graph, as a ledger that adds up."""
