# cmake -D headers=LIST -D source= -D output= -P interface_id.cmake: writes the interface id, only where it has changed.
file(READ ${headers} headers)
list(SORT headers)
set(text "")
foreach(header IN LISTS headers)
  file(SHA256 ${header} hash)
  file(RELATIVE_PATH path ${source} ${header})
  string(APPEND text "${path} ${hash}\n")
endforeach()
string(SHA256 hash "${text}")
string(SUBSTRING ${hash} 0 16 hash)
file(CONFIGURE OUTPUT ${output} CONTENT "#pragma once
#define GRADARIUM_INTERFACE_ID \"org.gradarium.Lesson/${hash}\"
")
