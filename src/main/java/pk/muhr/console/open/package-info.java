/**
 * Pages for everybody, who says nothing of themselves: the repository, the checks of certificates and time-stamps, and
 * problem reports.
 */
package pk.muhr.console.open;
