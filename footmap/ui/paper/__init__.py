"""What is written about the open visit: report, page for the patient, letter; preview, print, save."""
