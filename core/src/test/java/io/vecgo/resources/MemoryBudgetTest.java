package io.vecgo.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vecgo.observe.MemoryUse;
import io.vecgo.resources.MemoryBudget.Reservation;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(new MemoryLimits(1_000, 0.5, 0.8));
  private final MemoryAccount first = budget.newAccount();
  private final MemoryAccount second = budget.newAccount();

  /** Counts what it is told. */
  private static final class User implements MemoryUser {
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger told = new AtomicInteger();

    @Override
    public void giveBackSome() {
      asked.incrementAndGet();
    }

    @Override
    public void giveBackAll() {
      asked.addAndGet(10);
    }

    @Override
    public void roomAgain() {
      told.incrementAndGet();
    }
  }

  @Test
  void chargesOfAllAccountsAreOneSum() {
    first.charge(MemoryUse.MEMTABLES).to(300);
    MemoryCharge blocks = second.charge(MemoryUse.BLOCK_CACHE);
    blocks.to(200);
    blocks.to(150);
    assertThat(budget.usedBytes()).isEqualTo(450);
    assertThat(budget.byUse())
        .containsEntry(MemoryUse.MEMTABLES, 300L)
        .containsEntry(MemoryUse.BLOCK_CACHE, 150L);
    assertThat(second.bytes(MemoryUse.BLOCK_CACHE)).isEqualTo(150);
    assertThat(first.bytes(MemoryUse.BLOCK_CACHE)).isZero();
  }

  @Test
  void closedChargeIsGone() {
    MemoryCharge charge = first.charge(MemoryUse.SEGMENTS);
    charge.add(70);
    charge.close();
    charge.close();
    assertThat(budget.usedBytes()).isZero();
    assertThat(budget.mostBytes()).isEqualTo(70);
  }

  @Test
  void chargeOfWhatOnlyGrowsNeverShrinks() {
    MemoryCharge charge = first.charge(MemoryUse.MEMTABLES);
    charge.atLeast(100);
    charge.atLeast(60);
    assertThat(budget.usedBytes()).isEqualTo(100);
  }

  @Test
  void reservationsCountAgainstTheHighWatermark() {
    first.charge(MemoryUse.MEMTABLES).to(500);
    Optional<Reservation> fits = budget.tryReserve(300);
    assertThat(fits).isPresent();
    assertThat(budget.tryReserve(1)).isEmpty();
    fits.get().close();
    assertThat(budget.reservedBytes()).isZero();
    assertThat(budget.tryReserve(1)).isPresent();
  }

  @Test
  void workMayUseWhatIsAboveTheHighWatermarkButNotMoreThanThereIs() {
    first.charge(MemoryUse.MEMTABLES).to(850);
    assertThat(budget.tryReserve(1)).isEmpty();
    assertThat(budget.tryReserveForWork(151)).isEmpty();
    assertThat(budget.tryReserveForWork(150)).isPresent();
  }

  @Test
  void memoryIsShortBeyondTheLowWatermark() {
    MemoryCharge charge = first.charge(MemoryUse.MEMTABLES);
    charge.to(500);
    assertThat(budget.isShort()).isFalse();
    charge.to(501);
    assertThat(budget.isShort()).isTrue();
  }

  @Test
  void roomThatWasRefusedIsNoRoomAgain() {
    User user = new User();
    budget.add(user);
    first.charge(MemoryUse.MEMTABLES).to(800);
    assertThat(budget.tryReserve(1)).isEmpty();
    assertThat(user.told).hasValue(0);
  }

  @Test
  void usersAreToldWhenSomethingIsGivenBack() {
    User user = new User();
    budget.add(user);
    MemoryCharge charge = first.charge(MemoryUse.MEMTABLES);
    charge.to(900);
    assertThat(user.told).hasValue(0);
    charge.to(100);
    assertThat(user.told).hasValue(1);
    budget.tryReserve(10).orElseThrow().close();
    assertThat(user.told).hasValue(2);
    budget.askForSome();
    assertThat(user.asked).hasValue(1);
    budget.askForAll();
    assertThat(user.asked).hasValue(11);
    budget.remove(user);
    budget.askForAll();
    assertThat(user.asked).hasValue(11);
  }

  @Test
  void userThatIsAddedTwiceIsOne() {
    User user = new User();
    budget.add(user);
    budget.add(user);
    budget.askForSome();
    assertThat(user.asked).hasValue(1);
    budget.remove(user);
    budget.askForSome();
    assertThat(user.asked).hasValue(1);
  }

  @Test
  void withoutALimitThereIsAlwaysRoom() {
    MemoryBudget unlimited = MemoryBudget.unlimited();
    unlimited.newAccount().charge(MemoryUse.MERGES).to(Long.MAX_VALUE / 2);
    assertThat(unlimited.tryReserve(Long.MAX_VALUE / 4)).isPresent();
    assertThat(unlimited.isShort()).isFalse();
  }

  @Test
  void messageNamesWhatTakesMostFirst() {
    first.charge(MemoryUse.MEMTABLES).to(10);
    first.charge(MemoryUse.BLOCK_CACHE).to(2_000);
    assertThat(budget.describe()).isEqualTo("block_cache 2,000, memtables 10");
  }

  @Test
  void watermarksMustBeInOrder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MemoryLimits(1, 0.9, 0.8))
        .withMessageContaining("must be 0 < low <= high <= 1");
  }
}
