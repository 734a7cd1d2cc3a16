"""Assessments' results, reports, trends, group sheets, and the library of protocols."""
