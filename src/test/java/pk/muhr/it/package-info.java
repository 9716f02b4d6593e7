/**
 * The packaged program from outside: started as {@code ./muhr start} starts it, used over HTTP, judged by
 * {@code openssl}, by pkcs11-spy and by what the database holds, and killed where it hurts.
 *
 * <p>Nothing here runs inside the program; there is no test hook in it. Every process is ended at the end, also when a
 * test fails.
 */
package pk.muhr.it;
