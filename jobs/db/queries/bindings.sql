-- sources that are bound to one relation and read another
SELECT source, bound_to, reads
FROM mentorship.binding_state
WHERE NOT in_force
ORDER BY source
