/*
 * The keys of "openssl genrsa BITS" on one machine: rsa WORD BIG FILE FROM TO
 * gcc -O3 -march=native -DBITS=3072 rsa.c -o rsa -lgmp
 *
 * Follows RSA_generate_key_ex, BN_generate_prime_ex and BN_is_prime_fasttest_ex of OpenSSL 0.9.8 as far as they draw
 * random numbers. Whether a candidate is prime is found by a Fermat test to base 2, eight candidates at once, in digits
 * of 52 bits. Needs AVX-512 IFMA.
 */
#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>

#include "flawed-openssl.h"

enum {
    HALF = BITS / 2,
    OCTETS = HALF / 8,
    DIGITS = (HALF + 15 + 51) / 52, /* 15 spare bits: doubling needs no subtraction */
    CHECKS = HALF >= 1300 ? 2 : 3,  /* BN_prime_checks_for_size */
    PRIMES = 2048,
    DEPTH = 131072, /* trial division by primes up to here, before the costly test */
    LANES = 8,
    POOL = 3 * LANES
};
#define MASK ((1ULL << 52) - 1)

typedef __m512i lanes;
#define ZERO _mm512_setzero_si512()
#define ALL(x) _mm512_set1_epi64((long long)(x))
#define ADD(a, b) _mm512_add_epi64(a, b)
#define LOW(t, a, b) _mm512_madd52lo_epu64(t, a, b)
#define HIGH(t, a, b) _mm512_madd52hi_epu64(t, a, b)
#define SHIFT(a) _mm512_srli_epi64(a, 52)

/* A key in the making. */
typedef struct {
    generator random;
    int pid, has_p;
    mpz_t p, candidate;
    uint64_t digits[DIGITS];
} key;

/* Several primes of the list, multiplied to a divisor below 2^50. */
typedef struct {
    uint64_t product, inverse;
    int from, to;
} divisor;

static int small[PRIMES], *deep;
static uint32_t back[PRIMES]; /* 2^(52 DIGITS) modulo each small prime */
static divisor small_divisors[PRIMES], *deep_divisors;
static int small_count, deep_count;

static uint64_t inverse52(uint64_t odd) {
    uint64_t x = odd;
    for (int i = 0; i < 6; i++) x *= 2 - odd * x;
    return x & MASK;
}

static int divisors(divisor *out, const int *primes, int from, int to) {
    int n = 0;
    while (from < to) {
        uint64_t product = 1;
        int next = from;
        while (next < to && product * (unsigned __int128)primes[next] < 1ULL << 50) product *= primes[next++];
        out[n++] = (divisor){product, inverse52(product), from, next};
        from = next;
    }
    for (; n % 4; n++) out[n] = out[n - 1];
    return n;
}

static void prepare(void) {
    for (int n = 0, k = 2; n < PRIMES; k++) {
        int i = 0;
        while (i < n && small[i] * small[i] <= k && k % small[i]) i++;
        if (i == n || small[i] * small[i] > k) small[n++] = k;
    }
    small_count = divisors(small_divisors, small, 1, PRIMES);
    for (int i = 1; i < PRIMES; i++) {
        back[i] = 1;
        for (int bit = 0; bit < 52 * DIGITS; bit++) back[i] = back[i] * 2 % small[i];
    }
    int n = 0;
    deep = malloc(sizeof *deep * DEPTH / 8);
    for (int k = small[PRIMES - 1] + 2; k < DEPTH; k += 2) {
        int i = 1;
        while (small[i] * small[i] <= k && k % small[i]) i++;
        if (small[i] * small[i] > k) deep[n++] = k;
    }
    deep_divisors = malloc(sizeof *deep_divisors * (n + 4));
    deep_count = divisors(deep_divisors, deep, 0, n);
}

static void split(const mpz_t number, uint64_t *digits) {
    uint64_t limbs[DIGITS + 2] = {0};
    mpz_export(limbs, NULL, -1, 8, 0, 0, number);
    for (int i = 0; i < DIGITS; i++) {
        int limb = 52 * i / 64, bit = 52 * i % 64;
        digits[i] = (limbs[limb] >> bit | (bit > 12 ? limbs[limb + 1] << (64 - bit) : 0)) & MASK;
    }
}

static void gather(key **keys, lanes *out) {
    for (int i = 0; i < DIGITS; i++) {
        uint64_t digit[LANES];
        for (int k = 0; k < LANES; k++) digit[k] = keys[k]->digits[i];
        out[i] = _mm512_loadu_si512(digit);
    }
}

/* number * 2^(-52 DIGITS) modulo four divisors, each remainder below twice its divisor */
static inline void remainders(const lanes *number, const divisor *by, lanes *out) {
    lanes m[4], inverse[4];
    for (int u = 0; u < 4; u++) m[u] = ALL(by[u].product), inverse[u] = ALL(by[u].inverse), out[u] = ZERO;
    for (int i = 0; i < DIGITS; i++)
        for (int u = 0; u < 4; u++) {
            out[u] = ADD(out[u], number[i]);
            lanes h = HIGH(ZERO, LOW(ZERO, out[u], inverse[u]), m[u]);
            out[u] = ADD(SHIFT(out[u]), _mm512_sub_epi64(m[u], h));
        }
}

/* BN_pseudo_rand_range below candidate - 1, whose value does not matter */
static void draw_witness(key *k) {
    uint8_t octets[OCTETS], bound[OCTETS];
    mpz_export(bound, NULL, 1, 1, 1, 0, k->candidate);
    bound[OCTETS - 1]--;
    do random_number(&k->random, octets, OCTETS);
    while (memcmp(octets, bound, OCTETS) >= 0);
}

/* probable_prime for eight keys; gives those whose candidate no deep prime divides */
static int draw_candidates(key **keys) {
    lanes number[DIGITS], rest[4];
    static uint64_t rests[PRIMES][LANES];
    static uint32_t mods[PRIMES];
    for (int k = 0; k < LANES; k++) {
        uint8_t octets[OCTETS];
        random_number(&keys[k]->random, octets, OCTETS);
        octets[0] |= 0xc0, octets[OCTETS - 1] |= 1;
        mpz_import(keys[k]->candidate, OCTETS, 1, 1, 1, 0, octets);
        split(keys[k]->candidate, keys[k]->digits);
    }
    gather(keys, number);
    for (int d = 0; d < small_count; d += 4) {
        remainders(number, small_divisors + d, rest);
        for (int u = 0; u < 4; u++) _mm512_storeu_si512(rests[d + u], rest[u]);
    }
    for (int k = 0; k < LANES; k++) {
        for (int d = 0; d < small_count; d++)
            for (int i = small_divisors[d].from; i < small_divisors[d].to; i++)
                mods[i] = (uint32_t)(rests[d][k] % (uint32_t)small[i]) * back[i] % (uint32_t)small[i];
        uint32_t delta = 0;
        for (int i = 1; i < PRIMES; i++)
            if ((mods[i] + delta) % (uint32_t)small[i] <= 1) delta += 2, i = 0;
        mpz_add_ui(keys[k]->candidate, keys[k]->candidate, delta);
        split(keys[k]->candidate, keys[k]->digits);
    }
    int alive = (1 << LANES) - 1;
    gather(keys, number);
    for (int d = 0; d < deep_count && alive; d += 4) {
        remainders(number, deep_divisors + d, rest);
        for (int u = 0; u < 4; u++)
            for (int i = deep_divisors[d + u].from; i < deep_divisors[d + u].to; i++) {
                __m512d part = _mm512_mul_pd(_mm512_cvtepu64_pd(rest[u]), _mm512_set1_pd(1.0 / deep[i]));
                lanes times = _mm512_cvtpd_epu64(part); /* to the nearest: exact if deep[i] divides */
                alive &= ~_mm512_cmpeq_epi64_mask(LOW(ZERO, times, ALL(deep[i])), rest[u]);
            }
    }
    return alive;
}

/* x := x^2 / 2^(52 DIGITS) modulo n, doubled in some lanes; two rows at once */
static __attribute__((noinline)) void square(lanes *restrict x, const lanes *restrict n, lanes inverse,
                                             __mmask8 twice) {
    lanes t[2 * DIGITS + 2], carry = ZERO;
    for (int i = 0; i < 2 * DIGITS + 2; i++) t[i] = ZERO;
    for (int i = 0; i < DIGITS; i += 2) { /* products of different digits */
        lanes a = x[i], b = x[i + 1], *r = t + i;
        r[i + 1] = LOW(r[i + 1], a, b);
        if (i + 2 == DIGITS) {
            r[i + 2] = HIGH(r[i + 2], a, b);
            break;
        }
        r[i + 2] = ADD(LOW(r[i + 2], a, x[i + 2]), HIGH(ZERO, a, b));
        lanes before = x[i + 2];
#pragma GCC unroll 8
        for (int j = i + 3; j < DIGITS; j++) {
            lanes other = LOW(ZERO, b, before);
            if (j > i + 3) other = HIGH(other, b, x[j - 2]);
            r[j] = ADD(LOW(HIGH(r[j], a, before), a, x[j]), other);
            before = x[j];
        }
        lanes other = LOW(ZERO, b, before);
        if (i + 3 < DIGITS) other = HIGH(other, b, x[DIGITS - 2]);
        r[DIGITS] = ADD(HIGH(r[DIGITS], a, before), other);
        r[DIGITS + 1] = HIGH(r[DIGITS + 1], b, before);
    }
    for (int i = 0; i < DIGITS; i++) {
        t[2 * i] = LOW(ADD(t[2 * i], t[2 * i]), x[i], x[i]);
        t[2 * i + 1] = HIGH(ADD(t[2 * i + 1], t[2 * i + 1]), x[i], x[i]);
    }
    for (int i = 0; i < DIGITS; i += 2) { /* Montgomery's reduction */
        lanes *r = t + i, q = LOW(ZERO, r[0], inverse);
        lanes next = ADD(HIGH(LOW(r[1], q, n[1]), q, n[0]), SHIFT(LOW(r[0], q, n[0])));
        lanes s = LOW(ZERO, next, inverse);
        r[2] = ADD(r[2], SHIFT(LOW(next, s, n[0])));
        r[2] = ADD(HIGH(LOW(r[2], q, n[2]), q, n[1]), HIGH(LOW(ZERO, s, n[1]), s, n[0]));
#pragma GCC unroll 8
        for (int j = 3; j < DIGITS; j++)
            r[j] = ADD(HIGH(LOW(r[j], q, n[j]), q, n[j - 1]), HIGH(LOW(ZERO, s, n[j - 1]), s, n[j - 2]));
        r[DIGITS] = ADD(HIGH(r[DIGITS], q, n[DIGITS - 1]), HIGH(LOW(ZERO, s, n[DIGITS - 1]), s, n[DIGITS - 2]));
        r[DIGITS + 1] = HIGH(r[DIGITS + 1], s, n[DIGITS - 1]);
    }
    for (int i = 0; i < DIGITS; i++) {
        carry = ADD(carry, _mm512_mask_slli_epi64(t[DIGITS + i], twice, t[DIGITS + i], 1));
        x[i] = _mm512_and_si512(carry, ALL(MASK));
        carry = SHIFT(carry);
    }
}

/* which of eight candidates n divide 2^(n-1) - 1 */
static int probably_prime(key **keys) {
    lanes n[DIGITS], x[DIGITS];
    uint64_t inverse[LANES], digit[LANES], start[LANES][DIGITS];
    int primes = 0;
    mpz_t t, one;
    mpz_inits(t, one, NULL);
    gather(keys, n);
    for (int k = 0; k < LANES; k++) {
        inverse[k] = -inverse52(keys[k]->digits[0]) & MASK;
        mpz_tdiv_q_2exp(t, keys[k]->candidate, HALF - 10);
        int top = (int)mpz_get_ui(t);
        mpz_set_ui(t, 0);
        mpz_setbit(t, 52 * DIGITS + top);
        mpz_mod(t, t, keys[k]->candidate);
        split(t, start[k]);
    }
    for (int i = 0; i < DIGITS; i++) {
        for (int k = 0; k < LANES; k++) digit[k] = start[k][i];
        x[i] = _mm512_loadu_si512(digit);
    }
    for (int bit = HALF - 11; bit >= 0; bit--)
        square(x, n, _mm512_loadu_si512(inverse), bit ? _mm512_test_epi64_mask(n[bit / 52], ALL(1ULL << bit % 52)) : 0);
    for (int k = 0; k < LANES; k++) {
        mpz_set_ui(t, 0);
        for (int i = DIGITS; i-- > 0;) {
            _mm512_storeu_si512(digit, x[i]);
            mpz_mul_2exp(t, t, 52);
            mpz_add_ui(t, t, digit[k]);
        }
        mpz_mod(t, t, keys[k]->candidate);
        mpz_set_ui(one, 0);
        mpz_setbit(one, 52 * DIGITS);
        mpz_mod(one, one, keys[k]->candidate);
        primes |= (mpz_cmp(t, one) == 0) << k;
    }
    mpz_clears(t, one, NULL);
    return primes;
}

/* whether the key is finished with this prime, and printed */
static int take(key *k) {
    for (int i = 0; i < CHECKS; i++) draw_witness(k);
    if (mpz_fdiv_ui(k->candidate, 65537) == 1) return 0; /* 65537 divides p - 1 */
    if (!k->has_p) {
        k->has_p = 1;
        mpz_set(k->p, k->candidate);
        return 0;
    }
    char line[BITS / 4 + 16];
    mpz_mul(k->p, k->p, k->candidate);
    print_hash(line, gmp_sprintf(line, "Modulus=%ZX\n", k->p), k->pid);
    return 1;
}

int main(int argc, char **argv) {
    if (argc != 6) return 2;
    int word = atoi(argv[1]), big = atoi(argv[2]), file = atoi(argv[3]), pid = atoi(argv[4]), to = atoi(argv[5]);
    static key keys[POOL + 1];
    key *ready[POOL], *waiting[POOL], *eight[LANES];
    int ready_count = 0, waiting_count = 0, n;
    prepare();
    for (int i = 0; i <= POOL; i++) mpz_inits(keys[i].p, keys[i].candidate, NULL);
    for (int i = 0; i < POOL && pid < to; i++) {
        keys[i].pid = pid++;
        start(&keys[i].random, keys[i].pid, word, big, file);
        ready[ready_count++] = &keys[i];
    }
    start(&keys[POOL].random, 0, 8, 0, READ); /* fills lanes that are empty at the end */
    while (ready_count + waiting_count) {
        if (ready_count >= LANES || waiting_count < LANES && ready_count) {
            for (n = 0; n < LANES && ready_count; n++) eight[n] = ready[--ready_count];
            for (int i = n; i < LANES; i++) eight[i] = &keys[POOL];
            int alive = draw_candidates(eight);
            for (int i = 0; i < n; i++) {
                if (alive >> i & 1) waiting[waiting_count++] = eight[i];
                else draw_witness(eight[i]), ready[ready_count++] = eight[i];
            }
        } else {
            for (n = 0; n < LANES && waiting_count; n++) eight[n] = waiting[--waiting_count];
            for (int i = n; i < LANES; i++) eight[i] = eight[0];
            int primes = probably_prime(eight);
            for (int i = 0; i < n; i++) {
                key *k = eight[i];
                if (!(primes >> i & 1)) draw_witness(k);
                else if (take(k)) {
                    if (pid == to) continue;
                    k->pid = pid++, k->has_p = 0;
                    start(&k->random, k->pid, word, big, file);
                }
                ready[ready_count++] = k;
            }
        }
    }
    return 0;
}
