"""Tables, interactive maps and the static site of a build."""
