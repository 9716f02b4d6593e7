/**
 * What foreign programs say of one certificate of every kind that the running service issues: {@code openssl},
 * {@code nginx}, {@code curl}, EU DSS, {@code jarsigner}, {@code osslsigncode} and {@code zlint}; and what those that ask
 * for the status say of it: {@code openssl}, {@code ocsptool}, Java and {@code curl}.
 *
 * <p>{@code ./muhr accept} lets the judges speak for people; the tests ask for every kind of key, show of each judge that
 * it can say no, and hold each status client against the database. None of them knows how the service works: a judge gets
 * what a subscriber holds, a status client what is published.
 */
package pk.muhr.it.foreign;
