/**
 * What auditors look at, put together from what all others recorded.
 *
 * <p>It stands above every capability that records something and below nothing, so it can read all of them and none can
 * lean on it. It changes nothing. Here so far: the refusals ({@link pk.muhr.evidence.RefusalResource}); exports and
 * reconciliation belong here too.
 */
package pk.muhr.evidence;
