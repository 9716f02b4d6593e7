package pk.muhr.console.subscriber;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.enrolment.NewRequest;
import pk.muhr.identity.Bodies;
import pk.muhr.identity.Body;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.ProblemException;

/** Asks for a certificate in three steps: what for, which names, which key; then a look at it before it is sent. */
@Path("/my/new")
@ForPeople
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.Label.SUBSCRIBER)
public class AskResource {

    static final String TOKEN = "form-token";
    static final String CSR = "csr";
    static final String ONCE = "once";

    private final Visitors visitors;
    private final Bodies bodies;
    private final Purposes purposes;
    private final Choices choices;
    private final Asking asking;

    AskResource(Visitors visitors, Bodies bodies, Purposes purposes, Choices choices, Asking asking) {
        this.visitors = visitors;
        this.bodies = bodies;
        this.purposes = purposes;
        this.choices = choices;
        this.asking = asking;
    }

    /** First: what for. */
    @GET
    public String purposes() {
        Frame page = visitors.reading(Role.SUBSCRIBER);
        return page.show(SubscriberPages.purposes(page, purposes.of(body(caller(page)))));
    }

    /** Second: which names. */
    @GET
    @Path("/{profile}")
    public String names(@PathParam("profile") String id) {
        Frame page = visitors.reading(Role.SUBSCRIBER);
        Caller caller = caller(page);
        CertificateProfile profile = profile(id, caller);
        return names(page, caller, new NamesForm(profile, choices.typed(profile, caller)), "");
    }

    /** Second once more, with what was typed. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Path("/{profile}/names")
    public String namesAgain(@PathParam("profile") String id, MultivaluedMap<String, String> form) {
        Caller caller = visitors.acting(form.getFirst(TOKEN), Role.SUBSCRIBER);
        String csr = text(form, CSR);
        NamesForm names = typed(profile(id, caller), form);
        return names(visitors.reading(Role.SUBSCRIBER), caller, names, pasted(csr));
    }

    /** Third: which key. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Path("/{profile}/key")
    public String key(@PathParam("profile") String id, MultivaluedMap<String, String> form) {
        Caller caller = visitors.acting(form.getFirst(TOKEN), Role.SUBSCRIBER);
        String csr = text(form, CSR);
        KeyStep step = step(typed(profile(id, caller), form), pasted(csr));
        Frame page = visitors.reading(Role.SUBSCRIBER);
        return page.show(SubscriberPages.key(page, step));
    }

    /** A look at the certificate before the request is sent. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Path("/{profile}/check")
    public String check(@PathParam("profile") String id, MultivaluedMap<String, String> form) {
        Caller caller = visitors.acting(form.getFirst(TOKEN), Role.SUBSCRIBER);
        String csr = text(form, CSR);
        NamesForm names = typed(profile(id, caller), form);
        Frame page = visitors.reading(Role.SUBSCRIBER);
        try {
            Previewed previewed = asking.preview(caller, request(names, csr));
            Map<String, String> hidden = new LinkedHashMap<>(names.typed());
            hidden.put(CSR, csr);
            hidden.put(ONCE, UUID.randomUUID().toString());
            return page.show(SubscriberPages.preview(
                    page,
                    Purpose.of(names.profile()),
                    previewed,
                    hidden,
                    "/my/new/" + id,
                    List.of("/my/new/" + id + "/names", "/my/new/" + id + "/key")));
        } catch (ProblemException e) {
            throw again(e, page, names, csr);
        }
    }

    /** Sends it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Path("/{profile}")
    public Response submit(@PathParam("profile") String id, MultivaluedMap<String, String> form) {
        Caller caller = visitors.acting(form.getFirst(TOKEN), Role.SUBSCRIBER);
        String csr = text(form, CSR);
        NamesForm names = typed(profile(id, caller), form);
        try {
            URI request = asking.submit(caller, request(names, csr), text(form, ONCE));
            return Response.seeOther(request).build();
        } catch (ProblemException e) {
            throw again(e, visitors.reading(Role.SUBSCRIBER), names, csr);
        }
    }

    private static NewRequest request(NamesForm names, String csr) {
        return NewRequest.of(names.profile().id(), Asking.csr(csr), Optional.of(names.requested()));
    }

    private ProblemException again(ProblemException e, Frame page, NamesForm names, String csr) {
        KeyStep step = step(names, "").again(csr, Refused.of(e.problem()));
        return visitors.again(e.problem(), page.show(SubscriberPages.key(page, step)));
    }

    private String names(Frame page, Caller caller, NamesForm names, String csr) {
        return page.show(SubscriberPages.names(
                page,
                Purpose.of(names.profile()),
                names,
                choices.of(names.profile(), caller),
                choices.said(names.profile(), body(caller)),
                csr));
    }

    private static KeyStep step(NamesForm names, String csr) {
        String here = "/my/new/" + names.profile().id();
        return new KeyStep(
                here + "/check", here + "/names", names.profile(), names.typed(), csr, false, Optional.empty());
    }

    private static NamesForm typed(CertificateProfile profile, MultivaluedMap<String, String> form) {
        Map<String, String> sent = new LinkedHashMap<>();
        form.forEach((name, values) -> sent.put(name, values.getFirst()));
        return NamesForm.of(profile, sent);
    }

    /** What came in a field; empty where it did not come. */
    static String text(MultivaluedMap<String, String> form, String field) {
        return Optional.ofNullable(form.getFirst(field)).orElse("");
    }

    /** A private key is not repeated. */
    private static String pasted(String csr) {
        return Asking.isPrivate(csr) ? "" : csr;
    }

    private CertificateProfile profile(String id, Caller caller) {
        return purposes.profile(id, body(caller)).orElseThrow(NotFoundException::new);
    }

    private Body body(Caller caller) {
        return bodies.find(caller.requireBody()).orElseThrow();
    }

    private static Caller caller(Frame page) {
        return page.caller().orElseThrow();
    }
}
