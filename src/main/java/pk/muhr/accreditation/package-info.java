/**
 * Who may act under the policy, and how the policy itself changes.
 *
 * <p>Here so far: the life of a policy bundle. A candidate is proposed by a policy authority, examined with a
 * specimen of all that it would issue ({@link pk.muhr.accreditation.PolicyExamination}), confirmed by two officers of different roles and comes into force without
 * restart ({@link pk.muhr.accreditation.PolicyCandidates}). The database alone decides whether an activation stands
 * (invariant I3). What is in force is {@code safety}'s to know; this package only changes it. Accredited providers and
 * the trusted list belong here too.
 */
package pk.muhr.accreditation;
