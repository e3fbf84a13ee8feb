"""The library: one SQLite file with patients and visits, its journal, its backups and its repair. No Qt."""
