/**
 * What a rule is, and what it looks at.
 *
 * <p>A rule says where it comes from and what it applies to as data. What it applies to is a matter of the profile's
 * type and validation, never guessed from what a certificate says of itself: a forgotten identifier must not switch a
 * family of rules off. Only {@code lint} and the packages of rules below it use this one.
 */
package pk.muhr.lint.rule;
