"""The schematic of the lumbar spine, its roots and discs, and what a lesion there would do."""
