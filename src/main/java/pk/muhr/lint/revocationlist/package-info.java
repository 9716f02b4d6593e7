/**
 * Rules for CRLs.
 *
 * <p>Those for a list see it without its entries, and what the list before was; those for entries see each one as it
 * passes by, since there may be millions. That a serial number stands once is the database's business: of its events only
 * the newest counts. RFC 5280 §5, BR §7.2.
 */
package pk.muhr.lint.revocationlist;
