-- Attendance values for the reports of the night; how many changed is no matter.
SELECT mentorship.refresh()
