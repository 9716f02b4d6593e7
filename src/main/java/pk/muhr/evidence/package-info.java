/**
 * What auditors look at, put together from what all others recorded.
 *
 * <p>It stands above every capability that records something and below nothing, so it can read all of them and none can
 * lean on it. It changes two things only: {@link pk.muhr.evidence.log} keeps the log going, and lets an older database take
 * over what lies outside of it; {@link pk.muhr.evidence.retention} lets records go whose time is over.
 */
package pk.muhr.evidence;
