/**
 * Rules about the fields that every certificate has: version, serial number, algorithms, names and times.
 *
 * <p>What stands in the extensions and in the subject is judged by {@code lint.extension} and {@code lint.name}. RFC 5280
 * §4.1, BR §7.1.
 */
package pk.muhr.lint.common;
