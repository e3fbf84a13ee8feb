"""Study mode: home, exercises, exploring, courses, examination, sets; opened when it is asked for."""
