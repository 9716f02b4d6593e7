/**
 * What foreign programs say of one certificate of every kind that the running service issues: {@code openssl},
 * {@code nginx}, {@code curl}, EU DSS, {@code jarsigner}, {@code osslsigncode} and {@code zlint}.
 *
 * <p>Two callers: {@code ./muhr accept}, for people, and the tests, which ask for every kind of key and show of each
 * judge that it can say no. A judge knows nothing of how the service works; it gets what a subscriber holds.
 */
package pk.muhr.it.foreign;
