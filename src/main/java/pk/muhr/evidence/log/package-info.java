/**
 * The audit log from outside: what keeps it going, the addresses at which anybody reads it (C2SP tlog-tiles), and the
 * records of the service's own starts and stops.
 */
package pk.muhr.evidence.log;
