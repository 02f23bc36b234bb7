"""Lifts and lessons: who asks, who drives, the plan of a week, and seats in a course."""
