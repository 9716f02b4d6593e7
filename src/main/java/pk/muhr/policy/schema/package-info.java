/**
 * JSON Schemas of the policy files for editors, made from the records that the files are read into.
 *
 * <p>They only help to write: what a file may say is decided by the records and {@code PolicyReading} alone.
 */
package pk.muhr.policy.schema;
