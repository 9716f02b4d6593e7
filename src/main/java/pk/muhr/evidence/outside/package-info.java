/**
 * The log's checkpoints with others: witnesses that sign them ({@link pk.muhr.audit.witness}), addresses that keep them, and
 * a mail a day to ECAC, and another authority that time-stamps one a day.
 *
 * <p>Whoever runs the service and the database can make a new history; not once others have the old one. All of it is done
 * after the signing and beside it: nobody waits for a witness, and one that is away is only reported. What a witness says
 * of the tree that it signed counts like a checkpoint that was kept outside: a database that has less, or something else, is
 * held.
 */
package pk.muhr.evidence.outside;
