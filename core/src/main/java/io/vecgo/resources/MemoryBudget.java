package io.vecgo.resources;

import io.vecgo.observe.MemoryUse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Memory that the databases of a process share. What is there is counted, whoever allocates it;
 * what is about to be allocated by writes is {@linkplain #tryReserve reserved} before. Thread-safe.
 */
public final class MemoryBudget {
  private final MemoryLimits limits;
  private final UseCounts byUse = new UseCounts();
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong reserved = new AtomicLong();
  private final AtomicLong most = new AtomicLong();
  private final Set<MemoryUser> users = new CopyOnWriteArraySet<>();

  public MemoryBudget(MemoryLimits limits) {
    this.limits = limits;
  }

  /** A budget that only counts. */
  public static MemoryBudget unlimited() {
    return new MemoryBudget(MemoryLimits.NONE);
  }

  /** Room that was promised and is not used yet. */
  public final class Reservation implements AutoCloseable {
    private final AtomicLong bytes = new AtomicLong();

    private Reservation() {}

    /** Changes what is promised, whether there is room or not, and tells nobody. */
    public void to(long newBytes) {
      reserved.addAndGet(newBytes - bytes.getAndSet(newBytes));
    }

    /** Ends the promise and tells those who wait. */
    @Override
    public void close() {
      long promised = bytes.getAndSet(0);
      reserved.addAndGet(-promised);
      roomAgainIf(promised > 0);
    }
  }

  public MemoryLimits limits() {
    return limits;
  }

  /** Bytes that are there. */
  public long usedBytes() {
    return used.get();
  }

  /** Bytes that are promised, and not there as yet. */
  public long reservedBytes() {
    return reserved.get();
  }

  /** The most that there has been. */
  public long mostBytes() {
    return most.get();
  }

  /** Bytes that are there, by what for. */
  public Map<MemoryUse, Long> byUse() {
    return byUse.toMap();
  }

  /** An account of one database. */
  public MemoryAccount newAccount() {
    return new MemoryAccount(this);
  }

  /** A promise of nothing, to be {@linkplain Reservation#to changed}. */
  public Reservation newReservation() {
    return new Reservation();
  }

  /** Tells somebody when memory is short, until {@link #remove}; who is added again is one. */
  public void add(MemoryUser user) {
    users.add(user);
  }

  public void remove(MemoryUser user) {
    users.remove(user);
  }

  /** Room for so many bytes below the high watermark, if there is. */
  public Optional<Reservation> tryReserve(long bytes) {
    return tryReserve(bytes, limits.highBytes());
  }

  /** Room for so many bytes below the limit itself, for work that gives memory back in the end. */
  public Optional<Reservation> tryReserveForWork(long bytes) {
    return tryReserve(bytes, limits.bytes());
  }

  private Optional<Reservation> tryReserve(long bytes, long limit) {
    Reservation reservation = new Reservation();
    reservation.to(bytes);
    if (limits.isNone() || used.get() + reserved.get() <= limit) {
      return Optional.of(reservation);
    }
    reservation.to(0);
    return Optional.empty();
  }

  /** Whether there is a limit at all. */
  public boolean isLimited() {
    return !limits.isNone();
  }

  /** What takes most, for messages. */
  public String describe() {
    return byUse().entrySet().stream()
        .filter(use -> use.getValue() > 0)
        .sorted(Map.Entry.<MemoryUse, Long>comparingByValue().reversed())
        .map(use -> "%s %,d".formatted(use.getKey().label(), use.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Whether memory should be given back. */
  public boolean isShort() {
    return isLimited() && used.get() + reserved.get() > limits.lowBytes();
  }

  /** Asks all users to give memory back that is worth the effort. */
  public void askForSome() {
    users.forEach(MemoryUser::giveBackSome);
  }

  /** Asks all users to give back whatever they can. */
  public void askForAll() {
    users.forEach(MemoryUser::giveBackAll);
  }

  void change(MemoryUse use, long bytes) {
    byUse.add(use, bytes);
    long now = used.addAndGet(bytes);
    if (bytes > 0 && now > most.get()) {
      most.accumulateAndGet(now, Math::max);
    }
    roomAgainIf(bytes < 0);
  }

  private void roomAgainIf(boolean isLess) {
    if (isLess && isLimited()) {
      users.forEach(MemoryUser::roomAgain);
    }
  }
}
