-- what the derived start left in the tables
\pset footer off
SELECT district_name FROM mentorship.setting_in_force;
SELECT mentor_id, capacity, availability, traits, languages, joined_on
FROM mentorship.mentor ORDER BY mentor_id;
SELECT student_id, availability, traits, languages
FROM mentorship.mentee_profile ORDER BY student_id;
SELECT student_id, school_id, nominated_by, nominated_on, reason
FROM mentorship.nomination ORDER BY nomination_id;
