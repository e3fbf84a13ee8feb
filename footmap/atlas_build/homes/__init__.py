"""Home views: every piece of skin gets one view that owns it."""
