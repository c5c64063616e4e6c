-- rules that every object of the extension keeps; each query lists offenders
CREATE TEMP VIEW member AS
SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'mentorship');
SELECT count(*) > 100 AS extension_has_members FROM member;

-- everything is described
SELECT pg_describe_object(classid, objid, 0) AS undescribed FROM member
WHERE obj_description(objid, (classid::regclass)::text) IS NULL
AND classid NOT IN ('pg_amproc'::regclass, 'pg_amop'::regclass)
AND NOT (classid = 'pg_type'::regclass AND objid IN (SELECT typarray FROM pg_type WHERE typarray <> 0))
ORDER BY 1;

-- base types can be sent and received
SELECT typname AS without_binary FROM pg_type JOIN member ON objid = pg_type.oid AND classid = 'pg_type'::regclass
WHERE typtype = 'b' AND typcategory <> 'A' AND (typsend = 0 OR typreceive = 0) ORDER BY 1;

-- aggregates: a real type for a state, a combine function, parallel safe, a final function that leaves the state alone
SELECT aggfnoid AS offending_aggregate FROM pg_aggregate JOIN member ON objid = aggfnoid AND classid = 'pg_proc'::regclass
JOIN pg_proc p ON p.oid = aggfnoid
WHERE (SELECT typtype FROM pg_type WHERE oid = aggtranstype) = 'p' OR aggcombinefn = 0 OR aggserialfn <> 0 OR aggdeserialfn <> 0
	OR aggfinalmodify <> 'r' OR proparallel <> 's' ORDER BY 1;

-- no function has arguments of type internal but receive functions and support functions of the planner
SELECT p.oid::regprocedure AS takes_internal FROM pg_proc p JOIN member ON objid = p.oid AND classid = 'pg_proc'::regclass
WHERE 'internal'::regtype = ANY (proargtypes) AND NOT EXISTS (SELECT FROM pg_type WHERE typreceive = p.oid) AND NOT EXISTS (SELECT FROM pg_proc s WHERE s.prosupport = p.oid) ORDER BY 1;

-- what touches values is immutable and parallel safe; what does not says so by being on this list
SELECT p.oid::regprocedure AS not_immutable, provolatile, proparallel FROM pg_proc p JOIN member ON objid = p.oid AND classid = 'pg_proc'::regclass
WHERE (provolatile <> 'i' OR proparallel <> 's') AND prokind <> 'a' ORDER BY proname, 1;
SELECT p.oid::regprocedure AS security_definer FROM pg_proc p JOIN member ON objid = p.oid AND classid = 'pg_proc'::regclass WHERE prosecdef OR proleakproof;

-- operator classes are complete
SELECT opcname AS invalid_class, amname FROM pg_opclass c JOIN member ON objid = c.oid AND classid = 'pg_opclass'::regclass
JOIN pg_am ON pg_am.oid = opcmethod WHERE NOT amvalidate(c.oid) ORDER BY 1, 2;
SELECT count(*) > 0 AS some_classes FROM member WHERE classid = 'pg_opclass'::regclass;

-- comparison operators have a commutator and a negator, and boolean ones an estimator
SELECT o.oid::regoperator AS incomplete_operator FROM pg_operator o JOIN member ON objid = o.oid AND classid = 'pg_operator'::regclass
WHERE oprresult = 'boolean'::regtype AND (oprrest = 0 OR oprjoin = 0 OR oprcom = 0) OR oprname IN ('=', '<>', '<', '<=', '>', '>=') AND oprnegate = 0 ORDER BY 1;
-- hashable operators of every type hash equal values alike, with and without a seed
SELECT opfname AS without_extended_hash FROM pg_opfamily f JOIN member ON objid = f.oid AND classid = 'pg_opfamily'::regclass
JOIN pg_am ON pg_am.oid = opfmethod AND amname = 'hash'
WHERE NOT EXISTS (SELECT FROM pg_amproc WHERE amprocfamily = f.oid AND amprocnum = 2);
-- nothing is in a schema of its own, so the extension can be moved
SELECT extrelocatable FROM pg_extension WHERE extname = 'mentorship';
