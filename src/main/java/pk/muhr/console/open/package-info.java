/** Pages for everybody, who says nothing of themselves: the repository, and the checks of certificates and time-stamps. */
package pk.muhr.console.open;
