"""Study mode without a window: facts, exercises, their marking, and what explains them."""
