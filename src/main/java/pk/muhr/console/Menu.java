package pk.muhr.console;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;

/** Where a visitor can go: the public pages, and those of their offices. */
public final class Menu {

    /** A group of pages; {@code key} names its words among the messages of the frame. */
    public record Section(String key, List<Item> items) {}

    /** A page; {@code current} when the visitor is there or below it. */
    public record Item(String key, String address, boolean current) {}

    private record Entry(String section, String key, String address, Set<Role> roles) {}

    private static final List<Entry> ENTRIES = List.of(
            everybody("menuPublic", "menuRepository", "/"),
            everybody("menuPublic", "menuCheck", "/check"),
            everybody("menuPublic", "menuCheckTimeStamp", "/check/time-stamp"),
            everybody("menuPublic", "menuReport", "/report"),
            office("menuMyBody", "menuMyOverview", "/my", Role.SUBSCRIBER),
            office("menuMyBody", "menuMyNew", "/my/new", Role.SUBSCRIBER),
            office("menuMyBody", "menuMyRequests", "/my/requests", Role.SUBSCRIBER),
            office("menuMyBody", "menuMyCertificates", "/my/certificates", Role.SUBSCRIBER),
            office("menuMyBody", "menuMyDomains", "/my/domains", Role.SUBSCRIBER),
            office("menuOffice", "menuQueue", "/office/requests", Role.REGISTRATION_OFFICER, Role.SECURITY_OFFICER),
            office(
                    "menuOffice",
                    "menuCertificates",
                    "/office/certificates",
                    Role.REGISTRATION_OFFICER,
                    Role.REVOCATION_OFFICER,
                    Role.SECURITY_OFFICER),
            office("menuOffice", "menuBodies", "/office/bodies", Role.REGISTRATION_OFFICER, Role.SECURITY_OFFICER),
            office(
                    "menuAdministration",
                    "menuAuthorities",
                    "/administration",
                    Role.CA_ADMINISTRATOR,
                    Role.SECURITY_OFFICER),
            office(
                    "menuAdministration",
                    "menuStatus",
                    "/administration/status",
                    Role.CA_ADMINISTRATOR,
                    Role.SECURITY_OFFICER),
            office(
                    "menuAdministration",
                    "menuTimeStampUnits",
                    "/administration/time-stamps",
                    Role.CA_ADMINISTRATOR,
                    Role.SECURITY_OFFICER),
            office(
                    "menuAdministration",
                    "menuCharts",
                    "/administration/charts",
                    Role.CA_ADMINISTRATOR,
                    Role.SECURITY_OFFICER,
                    Role.POLICY_AUTHORITY),
            office(
                    "menuAdministration",
                    "menuPolicy",
                    "/administration/policy",
                    Role.POLICY_AUTHORITY,
                    Role.CA_ADMINISTRATOR,
                    Role.SECURITY_OFFICER),
            office(
                    "menuAdministration",
                    "menuPeople",
                    "/administration/people",
                    Role.SECURITY_OFFICER,
                    Role.POLICY_AUTHORITY),
            office(
                    "menuAdministration",
                    "menuStop",
                    "/administration/stop",
                    Role.CA_ADMINISTRATOR,
                    Role.SECURITY_OFFICER,
                    Role.POLICY_AUTHORITY,
                    Role.REGISTRATION_OFFICER,
                    Role.REVOCATION_OFFICER),
            office("menuAudit", "menuAuditSearch", "/audit", Role.AUDITOR),
            office("menuAudit", "menuAuditSample", "/audit/sample", Role.AUDITOR),
            office("menuAudit", "menuAuditRefusals", "/audit/refusals", Role.AUDITOR),
            office("menuAudit", "menuAuditExport", "/audit/export", Role.AUDITOR),
            office("menuAudit", "menuAuditProof", "/audit/proof", Role.AUDITOR));

    private Menu() {}

    private static Entry everybody(String section, String key, String address) {
        return new Entry(section, key, address, Set.of());
    }

    private static Entry office(String section, String key, String address, Role... roles) {
        return new Entry(section, key, address, Set.of(roles));
    }

    /** The sections for this visitor, on the page of this path. */
    static List<Section> of(Optional<Caller> caller, String path) {
        List<Entry> shown = ENTRIES.stream()
                .filter(entry -> entry.roles.isEmpty()
                        || caller.filter(known -> entry.roles.stream().anyMatch(known::holds))
                                .isPresent())
                .toList();
        Optional<String> here = shown.stream()
                .map(Entry::address)
                .filter(address ->
                        path.equals(address) || path.startsWith(address + "/") || path.startsWith(address + "?"))
                .max((one, other) -> one.length() - other.length());
        return shown.stream()
                .map(Entry::section)
                .distinct()
                .map(section -> new Section(
                        section,
                        shown.stream()
                                .filter(entry -> entry.section.equals(section))
                                .map(entry -> new Item(
                                        entry.key,
                                        entry.address,
                                        here.filter(entry.address::equals).isPresent()))
                                .toList()))
                .toList();
    }
}
