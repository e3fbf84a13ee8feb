"""What joins the open document and the widgets: what happens when."""
