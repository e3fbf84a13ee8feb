"""Small mistakes in the code of the localiser, one at a time: the tests must notice them."""
