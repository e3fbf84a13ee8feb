"""Tools: each is an object that turns pointer events into strokes or movement. The canvas knows no tool by name."""
