/**
 * Rules for certificates that sign and seal documents.
 *
 * <p>They follow the European profiles without claiming to be European: compliance is said only with the law it is compliant
 * with. EN 319 412-1, -2, -3 and -5; Electronic Transactions Ordinance 2002 s. 2(1)(d).
 */
package pk.muhr.lint.signature;
