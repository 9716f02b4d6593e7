/**
 * Problem reports (BR §4.9.3): anybody says, at any hour and without a login, that a certificate or key of ours is
 * compromised, wrongly issued or misused. Each report is on record with the times by which it is to be answered and acted
 * on (BR §4.9.5); officers answer and close it, and the reporter follows it by a secret link. It revokes nothing by
 * itself: officers do, with {@code revocation}.
 */
package pk.muhr.revocation.report;
