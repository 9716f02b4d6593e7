/**
 * What every role asks before it acts.
 *
 * <p>Here so far: the policy bundle in force ({@link pk.muhr.safety.ActivePolicy}), what kind of installation the store
 * belongs to ({@link pk.muhr.safety.Installations}), and the two things that no other class may make for itself, time
 * and randomness; the stop switch, the hold of a process whose database is not the one that was signed from, and the timer of
 * every job ({@link pk.muhr.safety.Jobs}).
 */
package pk.muhr.safety;
