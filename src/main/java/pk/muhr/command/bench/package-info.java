/**
 * The benchmarks of {@code ./muhr bench}: they start the packaged service on data of their own, load it over the network
 * as clients do, and set what it did beside what the token and the server can do at all, measured in the same run.
 *
 * <p>Figures are rates per second of processor time of all server processes, the database included, because those
 * compare from day to day; latencies and rates per second do not. It is no test of correctness: an answer other than the
 * expected one ends the bench. RFC 6960, RFC 9110.
 */
package pk.muhr.command.bench;
