/**
 * Pages for the people who run the service: authorities and their keys, how everything stands, counts, the policy, who holds
 * which office, and the stop switch. What two people must agree on, the domain and the database decide; a page only asks.
 */
package pk.muhr.console.administration;
