// A sale of two seats to two buyers, one admitted at a time, through nothing but the client that was generated from
// the contract. Arguments: the node's URL, an operator's name and password.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import {
  AccountsApi,
  type BaseAPI,
  ChargeStateEnum,
  ConcertsApi,
  Configuration,
  type HoldSeats,
  type ImportConcert,
  LedgerEntryKindEnum,
  OperatorsApi,
  type Performance,
  PlaceState,
  type Problem,
  ProblemFromJSON,
  QueueApi,
  ReservationState,
  ReservationsApi,
  ResponseError,
  SeatState,
  WalletApi,
} from '../../../../target/clients/typescript';

const PRICE = 50_000;
const PATIENCE_MS = 20_000;
const POLL_MS = 100;

type Api<T extends BaseAPI> = new (configuration: Configuration) => T;

/** One user, with the tokens that it has so far. */
class Caller {
  constructor(
    private readonly url: string,
    private readonly accessToken = '',
    private readonly queueToken = '',
  ) {}

  /** An API of the generated client for this user; some calls are outside the API's base path. */
  at<T extends BaseAPI>(api: Api<T>, basePath = '/api/v1'): T {
    return new api(
      new Configuration({
        basePath: this.url + basePath,
        accessToken: this.accessToken,
        apiKey: this.queueToken,
      }),
    );
  }

  async loggedIn(name: string, password: string): Promise<Caller> {
    const token = await this.at(AccountsApi).logIn({ logIn: { name, password } });
    return new Caller(this.url, token.accessToken);
  }

  withPlace(token: string): Caller {
    return new Caller(this.url, this.accessToken, token);
  }
}

function twoSeats(): ImportConcert {
  const seat = (number: string) => ({ seatGuid: `seat-${number}`, seatNumber: number, category: 'Standard' });
  return {
    title: 'A concert',
    venue: 'A hall',
    salesOpenAt: new Date(Date.now() - 60_000),
    prices: { Standard: PRICE },
    queue: { capacity: 1 },
    performances: [{ startsAt: new Date(Date.now() + 30 * 86_400_000) }],
    seatingPlan: {
      name: 'A plan',
      categories: [{ name: 'Standard' }],
      zones: [{ name: 'Stalls', rows: [{ rowNumber: 'A', seats: [seat('1'), seat('2')] }] }],
    },
  };
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, `waited too long: ${what}`);
    await pause(POLL_MS);
  }
}

async function refusal(status: number, call: Promise<unknown>): Promise<Problem> {
  const error: unknown = await call.then(
    () => assert.fail(`expected ${status}`),
    (refused: unknown) => refused,
  );
  assert.ok(error instanceof ResponseError, String(error));
  assert.equal(error.response.status, status);
  return ProblemFromJSON(await error.response.json());
}

class Journey {
  constructor(
    private readonly anonymous: Caller,
    private readonly operator: Caller,
    private readonly concertId: string,
  ) {}

  async run(): Promise<void> {
    assert.ok((await this.anonymous.at(AccountsApi, '').readJwks()).keys.length > 0);
    await this.findConcert();
    let first = await this.signedUp('first');
    let second = await this.signedUp('second');
    const unanswered = await this.chargeWithoutAnswer(second);
    await this.charge(first);

    const { concertId } = this;
    const admitted = await first.at(QueueApi).joinQueue({ concertId });
    assert.equal(admitted.state, PlaceState.Admitted);
    assert.ok(admitted.admittedAt instanceof Date);
    const waiting = await second.at(QueueApi).joinQueue({ concertId });
    assert.equal(waiting.state, PlaceState.Waiting);
    assert.equal(waiting.position, 1);
    assert.equal(waiting.admittedAt, null);
    first = first.withPlace(admitted.token);
    second = second.withPlace(waiting.token);

    await this.seeThatItIsNotYetTheTurnOf(second);
    const sold = await this.buyASeat(first);
    await until('admission', async () =>
      (await second.at(QueueApi).readPlace({ concertId })).state === PlaceState.Admitted);
    await this.seeThatTheSeatIsTaken(second, sold);
    await this.holdAndRelease(second);
    await until('approval', async () => {
      const charge = await second.at(WalletApi).findCharge({ chargeId: unanswered });
      return charge.state === ChargeStateEnum.Approved && charge.balance === 1_092;
    });
    await this.lookAsOperator();
  }

  private async findConcert(): Promise<void> {
    const { concertId } = this;
    const page = await this.anonymous.at(ConcertsApi).listConcerts({ limit: 200 });
    assert.ok(page.items.some((concert) => concert.concertId === concertId));
    const concert = await this.anonymous.at(ConcertsApi).findConcert({ concertId });
    assert.ok(concert.salesOpenAt.getTime() < Date.now());
    assert.equal(concert.performances.length, 1);
  }

  private async signedUp(name: string): Promise<Caller> {
    const signUp = { name: `typescript-${name}-${this.concertId}`, password: `a-password-of-${name}` };
    await this.anonymous.at(AccountsApi).signUp({ signUp });
    return this.anonymous.loggedIn(signUp.name, signUp.password);
  }

  private async charge(buyer: Caller): Promise<void> {
    const charge = await buyer
      .at(WalletApi)
      .chargeWallet({ idempotencyKey: 'charge-1', chargeWallet: { amount: PRICE + 1_000 } });
    assert.equal(charge.balance, PRICE + 1_000);
    assert.equal(charge.state, undefined);
  }

  /** The sandbox gateway does not answer, for a while, to amounts that end in 92. */
  private async chargeWithoutAnswer(buyer: Caller): Promise<string> {
    const answer = await buyer
      .at(WalletApi)
      .chargeWalletRaw({ idempotencyKey: 'charge-1', chargeWallet: { amount: 1_092 } });
    assert.equal(answer.raw.status, 202);
    const charge = await answer.value();
    assert.equal(charge.state, 'PENDING');
    assert.equal(charge.balance, undefined);
    return charge.chargeId;
  }

  private async seeThatItIsNotYetTheTurnOf(buyer: Caller): Promise<void> {
    const problem = await refusal(429, this.performance(buyer));
    assert.equal(problem.code, 'NOT_ADMITTED');
    assert.equal(problem.position, 1);
    assert.equal(typeof problem.retryAfterSeconds, 'number');
  }

  /** Gives the seat's id. */
  private async buyASeat(buyer: Caller): Promise<string> {
    const performance = await this.performance(buyer);
    assert.equal(performance.bookable, true);
    assert.equal(performance.totalSeats, 2);
    const seatId = await this.freeSeat(buyer);
    const hold = await this.hold(buyer, 'hold-1', seatId);
    assert.equal(hold.state, ReservationState.Held);
    assert.equal(hold.amount, PRICE);
    assert.equal(hold.payment, null);

    const { reservationId } = hold;
    const receipt = await buyer
      .at(ReservationsApi)
      .payReservation({ reservationId, idempotencyKey: 'pay-1' });
    assert.equal(receipt.balance, 1_000);
    const bought = await buyer.at(ReservationsApi).findReservation({ reservationId });
    assert.equal(bought.state, ReservationState.Confirmed);
    assert.equal(bought.payment?.paymentId, receipt.paymentId);
    assert.deepEqual((await buyer.at(ReservationsApi).listReservations()).items, [bought]);

    assert.equal((await buyer.at(WalletApi).readWallet()).balance, 1_000);
    const [payment, charge, ...more] = (await buyer.at(WalletApi).listEntries()).items;
    assert.deepEqual(more, []);
    assert.equal(payment?.kind, LedgerEntryKindEnum.Payment);
    assert.equal(payment.amount, -PRICE);
    assert.equal(payment.reservationId, reservationId);
    assert.equal(charge?.kind, LedgerEntryKindEnum.Charge);
    assert.equal(charge.reservationId, null);
    return seatId;
  }

  private async seeThatTheSeatIsTaken(buyer: Caller, seatId: string): Promise<void> {
    const problem = await refusal(409, this.hold(buyer, 'hold-1', seatId));
    assert.equal(problem.code, 'SEAT_TAKEN');
    assert.deepEqual(problem.conflictingSeats, [seatId]);
  }

  private async holdAndRelease(buyer: Caller): Promise<void> {
    const { reservationId } = await this.hold(buyer, 'hold-2', await this.freeSeat(buyer));
    await buyer.at(ReservationsApi).releaseReservation({ reservationId });
    const released = await buyer.at(ReservationsApi).findReservation({ reservationId });
    assert.equal(released.state, ReservationState.Cancelled);
  }

  private async lookAsOperator(): Promise<void> {
    const stats = await this.operator.at(OperatorsApi).readQueueStats({ concertId: this.concertId });
    assert.equal(stats.completed, 1);
    assert.equal(stats.admitted, 1);
    assert.equal(stats.oldestWaitSeconds, null);
    assert.deepEqual((await this.operator.at(OperatorsApi).verify()).findings, []);
  }

  private async performance(buyer: Caller): Promise<Performance> {
    const { concertId } = this;
    const [performance] = (await buyer.at(ConcertsApi).listPerformances({ concertId, available: true })).items;
    assert.ok(performance);
    return performance;
  }

  private async freeSeat(buyer: Caller): Promise<string> {
    const { performanceId } = await this.performance(buyer);
    const [seat] = (await buyer.at(ConcertsApi).readSeats({ performanceId, state: SeatState.Available })).seats;
    assert.ok(seat);
    return seat.seatId;
  }

  private async hold(buyer: Caller, idempotencyKey: string, seatId: string) {
    const { performanceId } = await this.performance(buyer);
    const holdSeats: HoldSeats = { performanceId, seatIds: [seatId] };
    return buyer.at(ReservationsApi).holdSeats({ idempotencyKey, holdSeats });
  }
}

async function main([url, name, password]: string[]): Promise<void> {
  assert.ok(url && name && password, 'arguments: URL, operator, password');
  const anonymous = new Caller(url);
  const operator = await anonymous.loggedIn(name, password);
  const { concertId } = await operator.at(OperatorsApi).importConcert({ importConcert: twoSeats() });
  assert.ok(concertId);
  await new Journey(anonymous, operator, concertId).run();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
