--
-- The sample district's programme goes on after the day of the demo.  Forget
-- the pairings it makes later, so that the matching of the demo decides.
--
\set ON_ERROR_STOP on
BEGIN;
DELETE FROM mentorship.meeting AS m
USING mentorship.pairing AS p
WHERE p.pairing_id = m.pairing_id AND p.started_on > mentorship.as_of();
DELETE FROM mentorship.pairing WHERE started_on > mentorship.as_of();
COMMIT;
