/*
 * words.sql
 *		Interests, reasons, activities and needs, in the words of the people
 *		who would write them down.
 */

-- interests; like is how a sentence goes on after "Loves"
CREATE TABLE interest AS
SELECT row_number() OVER ()::int AS n, v.tag, v."like"
FROM (VALUES
	('soccer', 'soccer'), ('basketball', 'basketball'),
	('baseball', 'baseball'), ('running', 'running'),
	('swimming', 'swimming'), ('skateboarding', 'skateboarding'),
	('wrestling', 'wrestling'), ('fishing', 'fishing'),
	('drawing', 'drawing'), ('painting', 'painting'),
	('photography', 'taking photographs'), ('anime', 'anime'),
	('comics', 'comics'), ('reading', 'reading'),
	('poetry', 'writing poems'), ('theater', 'being on stage'),
	('singing', 'singing'), ('guitar', 'the guitar'),
	('drums', 'the drums'), ('dance', 'dancing'),
	('chess', 'chess'), ('puzzles', 'puzzles'),
	('robotics', 'robotics'), ('coding', 'coding'),
	('minecraft', 'Minecraft'), ('science', 'science experiments'),
	('space', 'everything about space'), ('dinosaurs', 'dinosaurs'),
	('animals', 'animals'), ('horses', 'horses'),
	('gardening', 'the school garden'), ('cooking', 'cooking'),
	('baking', 'baking'), ('sewing', 'sewing'),
	('cars', 'cars'), ('woodworking', 'building things from wood'),
	('history', 'history'), ('maps', 'maps'),
	('languages', 'languages'), ('crafts', 'crafts')
) AS v (tag, "like");

-- what a teacher saw, by the student's pattern
CREATE TABLE observation AS
SELECT v.habit, string_to_array(said, '|') AS said
FROM (VALUES
	('friday', 'Rarely late before October; now misses most Fridays.'
	 '|Here Monday to Wednesday, then the seat stays empty.'
	 '|Misses Thursdays and Fridays, and tests are on Fridays.'
	 '|The week is too long for this student: Friday is usually missed.'),
	('monday', 'Mondays are hard; the week often starts on Tuesday.'
	 '|Between two homes, and Mondays get lost in between.'
	 '|Misses Mondays and spends the rest of the week catching up.'),
	('illness', 'Was ill for weeks last winter and has not found the way back in.'
	 '|Long sick leave; afraid of how much work is waiting.'
	 '|Misses long stretches, then comes back to a class that has moved on.'),
	('decline', 'Good start in September; a little less of this student every week.'
	 '|Attendance slips week by week and nobody can say why.'
	 '|Was hardly ever absent in the first weeks. That has changed.'),
	('tardy', 'Late most mornings; walks a younger brother to school first.'
	 '|Misses the bus, then decides it is too late to come at all.'),
	('new', 'New to the district and eats lunch alone.'
	 '|Just moved here; has not found friends yet.'),
	('general', 'Absent a day or two every week without a pattern.'
	 '|Says that nobody notices whether school is attended or not.'
	 '|Works two grades ahead when here. Is not here enough.'
	 '|Quiet; does the work when here, but is here less and less.'
	 '|Family had a hard year. Could use one adult who asks how things are.')
) AS v (habit, said);

-- then comes something good; %s is what the student likes
CREATE TABLE phrase AS
SELECT v.kind, string_to_array(said, '|') AS said
FROM (VALUES
	('strength', 'Loves %s.|Lights up when it comes to %s.'
	 '|Will talk about %s all day.|Happiest with %s.'
	 '|Asked twice whether there is a club for %s.'),
	('activity', 'Walked laps and talked|Ate lunch together|Played cards'
	 '|Set a goal for the week|Looked at the attendance calendar together'
	 '|Sorted the backpack|Finished the science homework'
	 '|Practiced the class presentation|Went through missing assignments'
	 '|Celebrated a full week|Wrote a letter to grandma'
	 '|Planned how to get to school on Friday|Shot baskets in the gym'
	 '|Read the next chapter|Talked about the weekend'
	 '|Checked in after the test|Helped set up the library display'),
	('activity_interest', 'Talked about %s|Spent the time on %s'
	 '|Watched a short film about %s'),
	('counsellor', 'Worries a lot and sleeps badly|Grief after a death in the family'
	 '|Does not want to eat in the cafeteria|Talked about feeling unsafe on the way to school'
	 '|Seems very low since winter break|Conflict with former friends'),
	('administrator', 'Family has lost its apartment; transportation needed'
	 '|No ride to school on days when parents work early'
	 '|Needs glasses; family cannot pay|Bus route was changed and stop is too far'
	 '|Schedule change: first period is the trouble|Family asks for help with school supplies'),
	('ended', 'Schedules no longer fit|Student asked for another mentor'
	 '|Mentor took over another class at the meeting time')
) AS v (kind, said);

CREATE FUNCTION say(of_kind text, purpose int, id bigint, n bigint DEFAULT 0)
RETURNS text
LANGUAGE sql STABLE
RETURN (SELECT pick(p.said, purpose, id, n) FROM phrase AS p
		WHERE p.kind = of_kind);
