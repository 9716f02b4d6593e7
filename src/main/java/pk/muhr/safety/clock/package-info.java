/**
 * The clock of this machine, watched: how far it is from the time that others keep, and whether it jumped.
 *
 * <p>Sources are looked at every sixteen seconds at the latest; those whose intervals overlap agree, and enough of them
 * must. Between two looks the monotonic clock says whether the clock was set. Nothing here sets a clock. It is asked by
 * whoever signs a time: for each time-stamp, and, for jumps of more than five seconds, for each certificate (invariant
 * I15). RFC 5905, RFC 3628 §7.3.
 */
package pk.muhr.safety.clock;
