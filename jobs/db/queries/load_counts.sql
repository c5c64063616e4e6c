-- what became of each relation
SELECT relation, added, changed, removed
FROM pg_temp.load_count
ORDER BY place
