/**
 * What every role asks before it acts.
 *
 * <p>Here so far: the policy bundle in force ({@link pk.muhr.safety.ActivePolicy}), what kind of installation the store
 * belongs to ({@link pk.muhr.safety.Installations}), and the two things that no other class may make for itself, time
 * and randomness. The stop switch, HOLD and the watched clock belong here too.
 */
package pk.muhr.safety;
