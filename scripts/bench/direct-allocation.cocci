// The nearest semantic patch to what lazymmu looks for: a callback that is named at the call and,
// in the same file, calls the page allocator itself. Marks the allocator call.
@walk@
identifier callback;
@@
(
 apply_to_page_range(..., callback, ...)
|
 apply_to_existing_page_range(..., callback, ...)
)

@@
identifier walk.callback;
identifier allocator =~ "^(__)?(alloc|free)_pages?(_noprof)?$|^(__)?get_free_pages?(_noprof)?$|^get_zeroed_page(_noprof)?$|^folio_put$|^put_page$";
@@
 callback(...)
 {
 <+...
*allocator(...)
 ...+>
 }
