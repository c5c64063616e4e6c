-- every later test finds the extension installed
CREATE EXTENSION mentorship;
SELECT extname, extrelocatable FROM pg_extension WHERE extname = 'mentorship';
