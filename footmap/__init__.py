"""footmap: paint where a foot or leg hurts, read which nerves and spinal levels fit."""

__version__ = "0.1.0"
