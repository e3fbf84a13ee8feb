"""What draws on the sheet: pictures, paint, marks."""
