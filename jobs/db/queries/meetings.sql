-- meetings of this school year's live pairs
SELECT student_id, met_on, slot, minutes, activity
FROM mentorship.report_meeting
ORDER BY student_id, met_on, slot
