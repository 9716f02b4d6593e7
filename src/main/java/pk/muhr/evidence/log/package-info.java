/** The audit log from outside: what keeps it going, and the addresses at which anybody reads it (C2SP tlog-tiles). */
package pk.muhr.evidence.log;
